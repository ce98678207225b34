import{a,b}from"./part-2UU6Z6US.js";import"./part-I4QRIIWT.js";import"./part-AWU37TS4.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
