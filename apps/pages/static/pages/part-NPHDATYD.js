import{a,b}from"./part-YK5FOQ6C.js";import"./part-CZKTMQSE.js";import"./part-6KBPYDQZ.js";import"./part-XNOA4SZX.js";export{a as Figures,b as useChart};
