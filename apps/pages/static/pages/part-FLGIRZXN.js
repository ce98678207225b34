import{a,b,c}from"./part-2B7V5NKO.js";import"./part-6XVDXFPQ.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
