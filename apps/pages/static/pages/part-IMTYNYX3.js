import{a,b}from"./part-CWNGNVPX.js";import"./part-3CCMDNHJ.js";import"./part-SWGEARG6.js";import"./part-HHFZCYAC.js";import"./part-STXV6PDY.js";export{a as Consents,b as OpenConsentsNotice};
