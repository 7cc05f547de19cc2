/** What tells who somebody is, in a text. The server looks more closely (scheduling/privacy); this is seen without a net too. */
export interface Finding {
  kind: "personal_number" | "telephone" | "email" | "licence_plate" | "street_number";
  text: string;
  at: number;
}

/** Between the digits of an identity number: what people write there, and what nobody sees. */
const apart = String.raw`[\s\p{Pd}\u2212+./:,\p{Cf}]{0,4}`;
/** A date with or without its century, and four digits. */
const identity = new RegExp(String.raw`(?<!\d)(?:(?:18|19|20)${apart})?\d\d${apart}\d\d${apart}\d\d${apart}\d{4}(?!\d)`, "gu");

const patterns: readonly { kind: Finding["kind"]; form: RegExp }[] = [
  { kind: "email", form: /[\p{L}\d._%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/gu },
  { kind: "telephone", form: /(?<![\d.,+])(?:(?:\+46|0046)(?:[ \u00a0-]?\(0\))?(?:[ \u00a0-]?\d){7,9}|0[1-9](?:[ \u00a0/-]{0,3}\d){6,8})(?!\d)/gu },
  { kind: "licence_plate", form: /(?<![\p{L}\d])(?:[A-HJ-PR-UW-Z]{3}[ \u00a0-]?\d\d[\dA-HJ-NPR-UW-Z]|[a-hj-pr-uw-z]{3}\d\d[\da-hj-npr-uw-z])(?![\p{L}\d])/gu },
  { kind: "street_number", form: /(?<!\p{L})\p{L}*(?:gatan|gata|vägen|gränden|gränd|stigen|stig|allén|backen|torget|esplanaden|leden)[ \u00a0]+\d{1,4}(?:[ \u00a0]?[A-Ha-h])?(?![\p{L}\d])/gu },
];

/** Whether ten or twelve digits are a personnummer or samordningsnummer: a date, and a check digit by the modulus 10 method. */
function isIdentity(digits: string): boolean {
  const ten = digits.slice(-10);
  const month = Number(ten.slice(2, 4));
  const day = Number(ten.slice(4, 6)) % 60;
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = [...ten].reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return sum % 10 === 0;
}

/** What a text holds, in its order. */
export function findPersonal(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(identity)) {
    if (isIdentity(match[0].replace(/\D/g, ""))) found.push({ kind: "personal_number", text: match[0], at: match.index });
  }
  for (const { kind, form } of patterns) {
    for (const match of text.matchAll(form)) {
      const end = match.index + match[0].length;
      if (!found.some((one) => one.at < end && match.index < one.at + one.text.length)) found.push({ kind, text: match[0], at: match.index });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** The text with what is found replaced by "[…]". */
export function masked(text: string, findings: readonly Finding[]): string {
  return [...findings].reverse().reduce((left, { at, text: part }) => `${left.slice(0, at)}[…]${left.slice(at + part.length)}`, text);
}
