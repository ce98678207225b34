import{a}from"./part-5AFAVCFN.js";import"./part-KTWBO4JE.js";import"./part-WRNJ7HZB.js";import"./part-STXV6PDY.js";export{a as PushQuestion};
