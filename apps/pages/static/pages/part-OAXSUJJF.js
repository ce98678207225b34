import{a,b,c}from"./part-XO5QSRNO.js";import"./part-ROMXAHNQ.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
