import{a}from"./part-2ITK2ES5.js";import"./part-CF3O5YDL.js";import"./part-A6ZTNUFZ.js";import"./part-YHDRQYNO.js";export{a as AskPush};
