import{a}from"./part-A6B4LJH5.js";import"./part-CF3O5YDL.js";import"./part-GGF56UHJ.js";import"./part-6XVDXFPQ.js";export{a as AskPush};
