import{a,b,c,d,e}from"./part-HLUZUHNQ.js";import"./part-7JM6UDSN.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
