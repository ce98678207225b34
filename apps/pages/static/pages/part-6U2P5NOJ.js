import{a,b,c}from"./part-7YAKWPHM.js";import"./part-L76RA4P6.js";export{b as keepSpoken,c as spokenLeft,a as spokenOf};
