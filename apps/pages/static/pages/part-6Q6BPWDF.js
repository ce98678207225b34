import{a,b,c}from"./part-SZKHIXBF.js";import"./part-VMA5FJ2P.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
