import{a,b,c,d,e}from"./part-ZSLBHKPP.js";import"./part-ROMXAHNQ.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
