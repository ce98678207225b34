import{a}from"./part-P77ESL4B.js";import"./part-CF3O5YDL.js";import"./part-3WQAHK4O.js";import"./part-L76RA4P6.js";export{a as AskPush};
