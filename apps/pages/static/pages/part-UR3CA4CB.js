function n({blocks:e}){return e}export{n as a};
