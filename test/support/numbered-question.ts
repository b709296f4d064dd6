/** A citation code that names nothing: the reply repeats it, so each answer tells which question it belongs to. */
export function questionOf(number: number): string {
  const digits = String(987_000_000 + number);
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}

/** The number of the question that `text` holds or answers. */
export function numberIn(text: string): number | undefined {
  const digits = /987-?(\d{3})-?(\d{3})/u.exec(text);
  return digits ? Number(`${digits[1]}${digits[2]}`) : undefined;
}
