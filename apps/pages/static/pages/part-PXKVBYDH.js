import{a}from"./part-7TNQ7G6R.js";import"./part-3YNFUYJA.js";import"./part-MPN5TYGW.js";import"./part-PZ7QNHBA.js";export{a as PushQuestion};
