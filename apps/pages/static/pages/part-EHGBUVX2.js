import{a}from"./part-UQJCCBGT.js";import"./part-IPYQ364A.js";import"./part-UU43SPZ3.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
