function u(e,r,s={}){return{values:e,errors:s,error:void 0,busy:!1,restored:!1,set:(t,i)=>r({...e,[t]:i}),reset:()=>{},submit:async()=>{},require:()=>{},isErrorBesideFields:()=>!0}}export{u as a};
