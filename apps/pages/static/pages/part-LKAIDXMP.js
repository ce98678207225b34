import{a}from"./part-UVALJLZD.js";import"./part-CF3O5YDL.js";import"./part-OVKRUPYZ.js";import"./part-KFALJNGW.js";export{a as AskPush};
