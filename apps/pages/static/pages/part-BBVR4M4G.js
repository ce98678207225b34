import{a,b,c,d,e}from"./part-3WQAHK4O.js";import"./part-L76RA4P6.js";export{b as look,a as push,d as switchOff,c as switchOn,e as visit};
