import{a,b,c}from"./part-SLH6JXHN.js";import"./part-YHDRQYNO.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
