import{a,b,c,d,e}from"./part-QQOLBZRR.js";import"./part-DXOYQNQY.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
