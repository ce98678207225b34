import{a}from"./part-GK3OYBWG.js";import"./part-CF3O5YDL.js";import"./part-QQOLBZRR.js";import"./part-DXOYQNQY.js";export{a as AskPush};
