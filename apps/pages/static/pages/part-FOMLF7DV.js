import{a}from"./part-DM2OMO4Z.js";import"./part-CF3O5YDL.js";import"./part-QNCDPUER.js";import"./part-VMA5FJ2P.js";export{a as AskPush};
