import{a}from"./part-ZPNPHFAS.js";import"./part-AXJX7ZWH.js";import"./part-33NESJ2M.js";import"./part-P6YUVTZG.js";import"./part-XLEIYELI.js";import"./part-N6GAZAC7.js";export{a as Excuses};
