import { createHash } from 'node:crypto';
import type { KnowledgeFile } from './knowledge-file.ts';
import type { Problem } from './problem.ts';
import type { Place, Proof } from './prove.ts';

/** What was proved when a knowledge file was written: which source, and where in its text each piece stands. */
export interface ProofRecord {
  readonly source: string;
  /** SHA-256 of the source file's bytes, hex. */
  readonly sha256: string;
  /** UTF-16 offsets in the source's text, `[start, end]`. */
  readonly turns: readonly {
    readonly id: string;
    readonly question: readonly [number, number];
    readonly answer: readonly (readonly [number, number])[];
  }[];
}

/** Path of the record that belongs to `source`, both relative to the knowledge directory. */
export function recordPath(source: string): string {
  return source.replace(/\.[^./]+$/u, '.proof.json');
}

/** Makes the record of a proof that found every piece. */
export function createRecord(knowledge: KnowledgeFile, bytes: Uint8Array, proof: Proof): ProofRecord {
  return {
    source: knowledge.source,
    sha256: sha256(bytes),
    turns: knowledge.interview.turns.map((turn, index) => {
      const [question, ...answer] = (proof.places[index] ?? []).map(pair);
      if (!question)
        throw new RangeError(`expected a proof that found every piece of ${turn.id}, got none for its question`);
      return { id: turn.id, question, answer };
    }),
  };
}

/** The record as it is kept: one line a turn, so that a change is seen where it is. */
export function writeRecord(record: ProofRecord): string {
  const turns = record.turns.map((turn) => `    ${JSON.stringify(turn)}`).join(',\n');
  return `{\n  "source": ${JSON.stringify(record.source)},\n  "sha256": "${record.sha256}",\n  "turns": [\n${turns}\n  ]\n}\n`;
}

/** Reads a record that was kept; undefined when it is none. */
export function parseRecord(json: string): ProofRecord | undefined {
  try {
    const record = JSON.parse(json) as ProofRecord;
    const isWhole =
      typeof record.sha256 === 'string' && record.turns.every((turn) => turn.id && turn.answer.length > 0);
    return isWhole ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Compares what was recorded with what is proved now; a source that changed since is told. */
export function compareRecord(
  record: ProofRecord,
  knowledge: KnowledgeFile,
  bytes: Uint8Array,
  proof: Proof,
): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (line: number, message: string) => problems.push({ file: knowledge.file, line, message });
  if (record.sha256 !== sha256(bytes)) {
    add(
      knowledge.sourceLine,
      `Nguồn “${knowledge.source}” đã bị sửa sau khi đối chiếu (mã băm khác); hãy lấy lại bản gốc, hoặc chạy “npm run check -- --record” nếu bản mới mới là đúng.`,
    );
  }
  const now = knowledge.interview.turns.map((turn) => turn.id);
  for (const [index, turn] of record.turns.entries()) {
    const at = now.indexOf(turn.id);
    if (at === -1) {
      add(
        1,
        `Câu “${turn.id}” có trong biên bản đối chiếu nhưng không còn trong tệp; nếu cố ý bỏ, hãy chạy “npm run check -- --record”.`,
      );
      continue;
    }
    const line = knowledge.turns[at]?.questionLine ?? 1;
    if (at !== index && now.length === record.turns.length)
      add(line, `Câu “${turn.id}” đứng khác chỗ so với biên bản đối chiếu.`);
    const places = (proof.places[at] ?? []).map((place) => place && pair(place));
    const expected = [turn.question, ...turn.answer];
    if (places.every((place) => place !== undefined) && JSON.stringify(places) !== JSON.stringify(expected)) {
      add(
        line,
        `Câu “${turn.id}” không còn chép đúng những chỗ đã ghi trong biên bản đối chiếu (${expected.length - 1} đoạn, nay ${places.length - 1}); nếu cố ý sửa, hãy chạy “npm run check -- --record”.`,
      );
    }
  }
  return problems;
}

function pair(place: Place | undefined): readonly [number, number] {
  if (!place) throw new RangeError('expected a proof that found every piece, got one that did not');
  return [place.start, place.end];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
