import{a,b,c}from"./part-RD7XNSWP.js";import"./part-BST2E7FR.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
