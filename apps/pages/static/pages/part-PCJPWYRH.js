import{a,b,c,d,e}from"./part-EER5PGCJ.js";import"./part-R2ALZ4XS.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
