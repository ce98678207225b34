import{a,b,c,d,e}from"./part-GGF56UHJ.js";import"./part-6XVDXFPQ.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
