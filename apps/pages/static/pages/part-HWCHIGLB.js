import{a}from"./part-L3OHCISV.js";import"./part-CF3O5YDL.js";import"./part-ZSLBHKPP.js";import"./part-ROMXAHNQ.js";export{a as AskPush};
