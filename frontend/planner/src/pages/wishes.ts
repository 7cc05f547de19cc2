/** How many wishes there are for each locality, most first; elsewhere counts as one. */
export function tallied(tally: readonly { localityId?: string; wishes: number }[]): { locality: string; wishes: number }[] {
  const sums = new Map<string, number>();
  for (const { localityId = "", wishes } of tally) sums.set(localityId, (sums.get(localityId) ?? 0) + wishes);
  return [...sums].map(([locality, wishes]) => ({ locality, wishes })).sort((a, b) => b.wishes - a.wishes);
}
