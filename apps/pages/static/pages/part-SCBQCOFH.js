import{a,b,c,d,e}from"./part-7BN5VJOT.js";import"./part-AGQCDPC3.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
