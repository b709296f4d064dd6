import type { Convention } from './conventions.ts';
import { type PerRole, ROLES, type Role } from './role.ts';
import { KIND, LOG_START, transitionsInto } from './transitions.ts';
import type { Unit } from './unit.ts';

/** The most likely consistent sequence of roles and how likely it is. */
export interface Assignment {
  readonly roles: readonly Role[];
  readonly logLikelihood: number;
}

const NEVER = Number.NEGATIVE_INFINITY;

const MAY_END: readonly Role[] = ['before', 'answer', 'answerMore', 'answerAside', 'end', 'after'];
const ENDS: PerRole = ROLES.map((role) => (MAY_END.includes(role) ? 0 : NEVER));

/**
 * Finds the most likely consistent roles (an answer follows its question, nothing of the interview follows its end) of
 * `units`, whose look is scored by `emissions` (log probabilities, one row a unit) and by the article's `convention`.
 */
export function assignRoles(units: readonly Unit[], emissions: readonly PerRole[], convention: Convention): Assignment {
  const scores = scoresOf(units, emissions, convention);
  const best: number[][] = [];
  const from: number[][] = [];
  for (const index of units.keys()) {
    const transitions = transitionsInto(units, index);
    const row: number[] = [];
    const back: number[] = [];
    for (const to of ROLES.keys()) {
      let top = index === 0 ? (LOG_START[to] as number) : NEVER;
      let source = 0;
      if (index > 0) {
        for (const role of ROLES.keys()) {
          const score = (best[index - 1]?.[role] as number) + (transitions[role]?.[to] as number);
          if (score > top) {
            top = score;
            source = role;
          }
        }
      }
      row.push(top + (scores[index]?.[to] as number));
      back.push(source);
    }
    best.push(row);
    from.push(back);
  }
  const last = best.at(-1) ?? [];
  return {
    roles: tracePath(best, from).map((role) => ROLES[role] as Role),
    logLikelihood: Math.max(...last.map((score, role) => score + (ENDS[role] as number)), NEVER),
  };
}

function scoresOf(
  units: readonly Unit[],
  emissions: readonly PerRole[],
  convention: Convention,
): readonly (readonly number[])[] {
  return units.map((unit, index) =>
    ROLES.map((role, at) => (emissions[index]?.[at] as number) + convention.score(unit, role)),
  );
}

function tracePath(best: readonly number[][], from: readonly number[][]): number[] {
  const last = (best.at(-1) ?? []).map((score, role) => score + (ENDS[role] as number));
  let role = last.indexOf(Math.max(...last));
  const path: number[] = [];
  for (let index = best.length - 1; index >= 0; index -= 1) {
    path.push(role);
    role = from[index]?.[role] ?? 0;
  }
  return path.reverse();
}

/**
 * Forward and backward sums: how probable the chosen kind of role (question, answer, neither) is at each unit, over all
 * consistent sequences.
 */
export function certaintiesOf(
  units: readonly Unit[],
  emissions: readonly PerRole[],
  convention: Convention,
  roles: readonly Role[],
): readonly number[] {
  const scores = scoresOf(units, emissions, convention);
  const transitionAt = (index: number) => transitionsInto(units, index);
  const forward: number[][] = [];
  for (const [index, row] of scores.entries()) {
    forward.push(
      row.map((score, to) => {
        const arriving =
          index === 0
            ? (LOG_START[to] as number)
            : sumLogs(
                ROLES.map(
                  (_, role) => (forward[index - 1]?.[role] as number) + (transitionAt(index)[role]?.[to] as number),
                ),
              );
        return arriving + score;
      }),
    );
  }
  const backward: number[][] = scores.map(() => [...ENDS]);
  for (let index = scores.length - 2; index >= 0; index -= 1) {
    backward[index] = ROLES.map((_, role) =>
      sumLogs(
        ROLES.map(
          (_to, to) =>
            (transitionAt(index + 1)[role]?.[to] as number) +
            (scores[index + 1]?.[to] as number) +
            (backward[index + 1]?.[to] as number),
        ),
      ),
    );
  }
  return roles.map((chosen, index) => {
    const logs = ROLES.map((_, role) => (forward[index]?.[role] as number) + (backward[index]?.[role] as number));
    const kind = KIND[chosen];
    const same = logs.filter((_, role) => KIND[ROLES[role] as Role] === kind);
    return Math.exp(sumLogs(same) - sumLogs(logs));
  });
}

function sumLogs(logs: readonly number[]): number {
  const top = Math.max(...logs);
  if (top === NEVER) return NEVER;
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}
