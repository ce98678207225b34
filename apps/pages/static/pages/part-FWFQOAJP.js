import{a}from"./part-4RTSSGIA.js";import"./part-CF3O5YDL.js";import"./part-IQKTG7GI.js";import"./part-MQPVYYNA.js";export{a as AskPush};
