import{a}from"./part-KHDKNUYI.js";import"./part-KTWBO4JE.js";import"./part-FJUO5VFX.js";import"./part-XLTMOYD3.js";export{a as PushQuestion};
