import{a}from"./part-FG5U7JD3.js";import"./part-3YNFUYJA.js";import"./part-4WTWBCFV.js";import"./part-QLXS5THS.js";export{a as PushQuestion};
