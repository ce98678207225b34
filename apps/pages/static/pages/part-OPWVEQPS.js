import{a}from"./part-PYHDNZAS.js";import"./part-IPYQ364A.js";import"./part-ZGUIBD6S.js";import"./part-NS2II7P7.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
