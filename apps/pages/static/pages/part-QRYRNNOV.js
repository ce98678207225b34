import{a,b,c}from"./part-XIQJ5M6Q.js";import"./part-AGQCDPC3.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
