# SPDX-License-Identifier: Apache-2.0
"""Certificates for tests, made by openssl(1)."""

import subprocess


def make_certificates(folder):
    """ca.pem; of that CA server.pem (CN picketd.example) and client.pem (CN gateway); NAME.key to each."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA")
    for name, subject in (("server", "/CN=picketd.example"), ("client", "/CN=gateway")):
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", subject)
        signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"]
        openssl("x509", "-req", "-in", f"{name}.csr", *signed, "-out", f"{name}.pem")
