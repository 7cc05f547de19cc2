import type { components } from "../api/schema.js";

type Grant = components["schemas"]["Grant"];
export type Role = Grant["role"];

/** The roles, in the order of the server's table. */
export const roles = ["planner", "crew", "coordinator", "communicator", "admin"] as const satisfies readonly Role[];

const inDistrict = (district: string) => (grant: Grant) => (grant.districtId ?? "") === district;

/** Whether a role is given in a district; in all of them where that is "". */
export function given(grants: readonly Grant[], role: Role, district: string): boolean {
  return grants.filter(inDistrict(district)).some((grant) => grant.role === role);
}

/** The grants with one given, or taken away where it was. */
export function toggled(grants: readonly Grant[], role: Role, district: string): Grant[] {
  if (given(grants, role, district)) {
    return grants.filter((grant) => grant.role !== role || !inDistrict(district)(grant));
  }
  return [...grants, district ? { role, districtId: district } : { role }];
}
