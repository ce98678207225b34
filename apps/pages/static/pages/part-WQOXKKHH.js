import{a,b,c}from"./part-FCX3D3GZ.js";import"./part-NBQBIF2M.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
