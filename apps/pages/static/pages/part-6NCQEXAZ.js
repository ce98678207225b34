import{a,b,c}from"./part-ZYJIZBX5.js";import"./part-ENU2Q3XS.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
