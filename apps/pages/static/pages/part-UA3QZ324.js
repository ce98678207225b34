import{a,b,c}from"./part-BRXNP7ZL.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
