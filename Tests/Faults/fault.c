// Preloaded into kho by the tests: makes one system call of those that change the vault fail, or the process die at it.
//
//   KHO_FAULT_FOLDER   calls on paths below this folder count
//   KHO_FAULT_AT       the number of the call that is hit, from 1; 0: none
//   KHO_FAULT_MODE     "kill" (SIGKILL; half of a write is done before), or an errno
//   KHO_FAULT_COUNT    a file that gets the number of calls when the process ends
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long count;
static const char *folder, *mode;
static long at;
static int code;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("KHO_FAULT_FOLDER");
    mode = getenv("KHO_FAULT_MODE");
    at = getenv("KHO_FAULT_AT") ? atol(getenv("KHO_FAULT_AT")) : 0;
    code = mode ? atoi(mode) : 0;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("KHO_FAULT_COUNT");
    if (!path) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", atomic_load(&count));
    int file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) return;
    syscall(SYS_write, file, text, length);
    syscall(SYS_close, file);
}

// Whether the call that is about to be made is the one to hit.
static int hit(const char *path) {
    if (!folder || !path || strncmp(path, folder, strlen(folder))) return 0;
    return atomic_fetch_add(&count, 1) + 1 == at;
}

static int hitDescriptor(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return hit(path);
}

static int fail(void) {
    if (!code) syscall(SYS_kill, getpid(), SIGKILL);
    errno = code;
    return -1;
}

#define NEXT(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static int opened(const char *path, int flags, mode_t permissions) {
    if (flags & O_CREAT && hit(path)) return fail();
    return syscall(SYS_openat, AT_FDCWD, path, flags, permissions);
}
int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t permissions = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    return opened(path, flags, permissions);
}
int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t permissions = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    return opened(path, flags | O_LARGEFILE, permissions);
}
ssize_t write(int descriptor, const void *bytes, size_t size) {
    if (hitDescriptor(descriptor)) {
        if (!code) syscall(SYS_write, descriptor, bytes, size / 2);
        return fail();
    }
    return NEXT(write)(descriptor, bytes, size);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t place) {
    if (hitDescriptor(descriptor)) {
        if (!code) syscall(SYS_pwrite64, descriptor, bytes, size / 2, place);
        return fail();
    }
    return NEXT(pwrite64)(descriptor, bytes, size, place);
}
int rename(const char *from, const char *to) { return hit(to) ? fail() : NEXT(rename)(from, to); }
int mkdir(const char *path, mode_t permissions) { return hit(path) ? fail() : NEXT(mkdir)(path, permissions); }
int unlink(const char *path) { return hit(path) ? fail() : NEXT(unlink)(path); }
int rmdir(const char *path) { return hit(path) ? fail() : NEXT(rmdir)(path); }
int fsync(int descriptor) { return hitDescriptor(descriptor) ? fail() : NEXT(fsync)(descriptor); }
int fdatasync(int descriptor) { return hitDescriptor(descriptor) ? fail() : NEXT(fdatasync)(descriptor); }
int ftruncate64(int descriptor, off64_t size) {
    return hitDescriptor(descriptor) ? fail() : NEXT(ftruncate64)(descriptor, size);
}
int syncfs(int descriptor) { return hitDescriptor(descriptor) ? fail() : NEXT(syncfs)(descriptor); }
