import{a,b}from"./part-TL7QECTH.js";import"./part-7JM6UDSN.js";export{a as begin,b as useDesk};
