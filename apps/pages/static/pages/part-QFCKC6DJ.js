import{a}from"./part-I5SCG52W.js";import"./part-CF3O5YDL.js";import"./part-7BN5VJOT.js";import"./part-AGQCDPC3.js";export{a as AskPush};
