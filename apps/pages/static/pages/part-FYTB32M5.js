import{a,b,c}from"./part-FNZCYVKN.js";import"./part-DXOYQNQY.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
