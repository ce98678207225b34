import{a,b,c}from"./part-QI4FPQCA.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
