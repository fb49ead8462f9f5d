package io.github.ports4j.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswdTest {
    private static final String PASSWD = """
            # a comment: x : 1000
            root:x:0:0:root:/root:/bin/bash
            toor:x:0:0:root too:/root:/bin/bash
            alice:x:1000:100:Alice, 1000:/home/alice:/bin/bash

            cut:x:7
            +nis:x:8:8::/:/bin/sh
            -nis:x:8:8::/:/bin/sh
            :x:9:9::/:/bin/sh
            overflow:x:4294967294:1::/:/bin/false
            """;

    @Test
    void isTheFirstNameOfTheNumber() {
        assertThat(Passwd.nameOf(0, PASSWD)).contains("root");
        assertThat(Passwd.nameOf(1000, PASSWD)).contains("alice");
        assertThat(Passwd.nameOf(4294967294L, PASSWD)).contains("overflow");
    }

    @Test
    void isAbsentForANumberThatHasNone() {
        assertThat(Passwd.nameOf(100, PASSWD)).isEmpty();
        assertThat(Passwd.nameOf(7, PASSWD)).isEmpty();
        assertThat(Passwd.nameOf(8, PASSWD)).isEmpty();
        assertThat(Passwd.nameOf(9, PASSWD)).isEmpty();
        assertThat(Passwd.nameOf(0, "")).isEmpty();
    }
}
