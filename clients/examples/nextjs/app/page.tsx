import { refreshToken, talimUrl } from "@/lib/talim";
import { Evening } from "./evening";
import { SignIn } from "./sign-in";

export const dynamic = "force-dynamic";

export default async function Page() {
  return (await refreshToken()) ? <Evening server={talimUrl()} /> : <SignIn />;
}
