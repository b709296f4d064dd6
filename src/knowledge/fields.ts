import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { nearestName } from '../core/nearest-name.ts';

/** Reports a problem at the place of `node`; without one, at the place of the mapping that was being read. */
export type ReportAt = (node: Node | undefined, message: string) => void;

/** The entries of a YAML mapping, read key by key; what is missing, misspelt or of the wrong kind is reported. */
export interface Fields {
  has(key: string): boolean;
  node(key: string): Node | undefined;
  /** A text of one or more visible characters; white space around it is taken off. */
  text(key: string): string | undefined;
  requiredText(key: string): string;
  /** A list of texts; one text alone counts as a list of one. */
  texts(key: string): readonly string[];
  /** A mapping with the given keys. */
  fields(key: string, keys: readonly string[]): Fields | undefined;
  /** A mapping whose keys are free, such as the glossary. */
  pairs(key: string): Readonly<Record<string, string>>;
  /** A list of mappings with the given keys. */
  list(key: string, keys: readonly string[]): readonly Fields[];
  report(key: string | undefined, message: string): void;
}

/** Reads `map`, in which only `keys` may stand; `where` names the mapping in messages. */
export function readFields(map: YAMLMap, keys: readonly string[], where: string, reportAt: ReportAt): Fields {
  const nodes = new Map<string, Node | undefined>();
  for (const item of map.items) {
    const key = isScalar(item.key) ? String(item.key.value) : '';
    const keyNode = item.key as Node;
    if (keys.includes(key)) nodes.set(key, (item.value as Node | null) ?? undefined);
    else reportAt(keyNode, unknownKeyMessage(key, keys, where));
  }

  const report = (key: string | undefined, message: string) =>
    reportAt((key === undefined ? undefined : nodes.get(key)) ?? map, message);
  const textOf = (node: Node, name: string): string | undefined => {
    if (isScalar(node)) return String(node.value ?? '').trim() || undefined;
    reportAt(
      node,
      `“${name}” phải là một dòng chữ; hãy viết chữ ngay sau dấu hai chấm, nếu có ký tự lạ thì đặt trong nháy.`,
    );
    return undefined;
  };
  const read = (child: Node, childKeys: readonly string[], name: string): Fields | undefined => {
    if (isMap(child)) return readFields(child, childKeys, name, reportAt);
    reportAt(
      child,
      `“${name}” phải gồm các dòng ${childKeys.map((one) => `“${one}:”`).join(', ')}, thụt vào hai dấu cách.`,
    );
    return undefined;
  };

  const fields: Fields = {
    has: (key) => nodes.has(key),
    node: (key) => nodes.get(key),
    report,
    text: (key) => {
      const node = nodes.get(key);
      return node && textOf(node, key);
    },
    requiredText: (key) => {
      const node = nodes.get(key);
      const text = node && textOf(node, key);
      if (text) return text;
      if (!node || isScalar(node)) reportAt(node ?? map, `Thiếu “${key}” trong ${where}; hãy thêm dòng “${key}: …”.`);
      return '';
    },
    texts: (key) => {
      const node = nodes.get(key);
      if (!node || (isScalar(node) && !node.value)) return [];
      const items = isSeq(node) ? (node.items as Node[]) : [node];
      return items.flatMap((item) => textOf(item, key) ?? []);
    },
    fields: (key, childKeys) => {
      const node = nodes.get(key);
      return node && read(node, childKeys, key);
    },
    pairs: (key) => {
      const node = nodes.get(key);
      if (!node || (isScalar(node) && !node.value)) return {};
      if (!isMap(node)) {
        reportAt(node, `“${key}” phải gồm các dòng “chữ tắt: chữ đầy đủ”, thụt vào hai dấu cách.`);
        return {};
      }
      const entries = node.items.flatMap((item): [string, string][] => {
        const name = isScalar(item.key) ? String(item.key.value) : '';
        const text = item.value ? textOf(item.value as Node, `${key} ${name}`) : undefined;
        if (!text)
          reportAt(item.key as Node, `“${name}” trong “${key}” còn trống; hãy viết chữ đầy đủ sau dấu hai chấm.`);
        return text ? [[name, text]] : [];
      });
      return Object.fromEntries(entries);
    },
    list: (key, childKeys) => {
      const node = nodes.get(key);
      if (!node || (isScalar(node) && !node.value)) return [];
      if (isSeq(node)) {
        return (node.items as Node[]).flatMap((item, index) => read(item, childKeys, `${key} thứ ${index + 1}`) ?? []);
      }
      reportAt(node, `“${key}” phải là một danh sách; mỗi mục bắt đầu bằng “- ”.`);
      return [];
    },
  };
  return fields;
}

function unknownKeyMessage(key: string, keys: readonly string[], where: string): string {
  const nearest = nearestName(key, keys);
  const advice = nearest ? `có phải là “${nearest}” không?` : `ở đây chỉ dùng: ${keys.join(', ')}.`;
  return `Không hiểu “${key}” trong ${where}; ${advice}`;
}
