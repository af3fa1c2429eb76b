// Preloaded into the program under test (LD_PRELOAD): keeps a journal of everything it writes and syncs in one folder
// and of every answer it sends, so that the disk can be rebuilt as a power cut would have left it; and, told by a
// shared page, sets the clock it sees or lets its writes fail.
//
//   CUT_ROOT     the folder that is watched, as the program names it
//   CUT_JOURNAL  the journal, outside that folder; without it nothing is journalled
//   CUT_KILL     a number: the process is killed before so many changes of that folder, as `kill -9` would do it
//   CUT_CONTROL  a file of two 64-bit numbers: microseconds added to the wall clock; the errno of every write, 0 none
//
// One mutex orders what is written with its line in the journal. A sync takes its place in the order when it begins
// (what is written meanwhile is not covered) and is told once it has succeeded. An answer is told before it is sent.
// What the shim cannot follow it refuses loudly: a journal with holes would prove nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(name, type, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

enum { OPENED = 1, WRITTEN, TRUNCATED, SYNCED, RENAMED, UNLINKED, FOLDER_MADE, FOLDER_SYNCED, SENT, LINKED };
enum { UNKNOWN = 0, OTHER, FILE_IN, FOLDER_IN, SOCKET };
enum { MOST_FDS = 65536, SENT_MOST = 4096, CREATED = 1, EMPTIED = 2 };

struct line {
    uint32_t length;
    uint32_t kind;
    uint64_t handle;
    uint64_t place;
};

static struct {
    uint8_t kind;
    uint64_t handle;
} known[MOST_FDS];

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int journal = -1;
static uint64_t lines, handles;
static volatile int64_t *control;
static long changes_left;

static void give_up(const char *why) {
    dprintf(2, "cut: %s\n", why);
    _exit(99);
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CUT_ROOT"), *log = getenv("CUT_JOURNAL"), *shared = getenv("CUT_CONTROL");
    const char *kills = getenv("CUT_KILL");
    if (kills) changes_left = atol(kills);
    if (path && strlen(path) < sizeof root) {
        strcpy(root, path);
        root_length = strlen(root);
    }
    if (log && root_length) {
        journal = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (journal < 0) give_up("the journal cannot be opened");
    }
    if (shared) {
        int fd = syscall(SYS_openat, AT_FDCWD, shared, O_RDWR | O_CLOEXEC);
        void *page = fd < 0 ? MAP_FAILED : mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (page == MAP_FAILED) give_up("the control page cannot be mapped");
        control = page;
    }
}

// Without a journal nothing has to be followed.
static void not_followed(const char *name) {
    if (journal < 0) return;
    dprintf(2, "cut: %s: ", name);
    give_up("inside the folder it is not followed");
}

// MARK: - The journal

static void tell(uint32_t kind, uint64_t handle, uint64_t place, const struct iovec *parts, int count, size_t most) {
    if (journal < 0) return;
    struct iovec all[1 + 16];
    struct line line = {0, kind, handle, place};
    if (count > 16) give_up("too many parts in one write");
    all[0] = (struct iovec){&line, sizeof line};
    for (int i = 0; i < count; i++) {
        size_t length = parts[i].iov_len < most ? parts[i].iov_len : most;
        all[1 + i] = (struct iovec){parts[i].iov_base, length};
        line.length += length;
        most -= length;
    }
    ssize_t done = syscall(SYS_writev, journal, all, 1 + count);
    if (done != (ssize_t)(sizeof line + line.length)) give_up("the journal cannot be written");
    lines++;
}

static void tell_text(uint32_t kind, uint64_t handle, uint64_t place, const char *one, const char *two) {
    struct iovec parts[2] = {{(void *)one, strlen(one) + 1}, {(void *)two, two ? strlen(two) + 1 : 0}};
    tell(kind, handle, place, parts, two ? 2 : 1, SIZE_MAX);
}

static int is_inside(const char *path) {
    return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

// SQLite makes its shared index anew from the log: nothing in it need survive.
static int is_shared_index(const char *path) {
    size_t length = strlen(path);
    return length > 4 && !strcmp(path + length - 4, "-shm");
}

static int kind_of(int fd) {
    if (fd < 0 || fd >= MOST_FDS) return OTHER;
    if (known[fd].kind == UNKNOWN) {
        struct stat facts;
        known[fd].kind = !fstat(fd, &facts) && S_ISSOCK(facts.st_mode) ? SOCKET : OTHER;
    }
    return known[fd].kind;
}

static void die_in_time(void) {
    if (changes_left > 0 && __atomic_sub_fetch(&changes_left, 1, __ATOMIC_SEQ_CST) == 0) raise(SIGKILL);
}

// What the test wants every write in the folder to fail with.
static int fails(int fd) {
    if (kind_of(fd) == FILE_IN) die_in_time();
    if (!control || !control[1] || kind_of(fd) != FILE_IN) return 0;
    errno = (int)control[1];
    return 1;
}

static int path_fails(const char *path) {
    if (is_inside(path)) die_in_time();
    if (!control || !control[1] || !is_inside(path)) return 0;
    errno = (int)control[1];
    return 1;
}

// MARK: - Names

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (!is_inside(path) || is_shared_index(path)) {
        int fd = real(path, flags, mode);
        if (fd >= 0 && fd < MOST_FDS) known[fd].kind = UNKNOWN;
        return fd;
    }
    if ((flags & (O_CREAT | O_TRUNC)) && path_fails(path)) return -1;
    pthread_mutex_lock(&order);
    struct stat facts;
    int was_there = !stat(path, &facts), fd = real(path, flags, mode), code = errno;
    if (fd >= MOST_FDS) give_up("too many descriptors");
    if (fd >= 0 && !fstat(fd, &facts)) {
        known[fd].handle = ++handles;
        known[fd].kind = S_ISDIR(facts.st_mode) ? FOLDER_IN : FILE_IN;
        uint64_t how = (was_there ? 0 : CREATED) | (was_there && (flags & O_TRUNC) ? EMPTIED : 0);
        tell_text(OPENED, handles, how, path, 0);
    }
    pthread_mutex_unlock(&order);
    errno = code;
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(#name, int, const char *, int, ...); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { \
            va_list rest; \
            va_start(rest, flags); \
            mode = va_arg(rest, mode_t); \
            va_end(rest); \
        } \
        return opened(real, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(#name, int, int, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        if (is_inside(path) || (kind_of(folder) == FOLDER_IN && flags & (O_WRONLY | O_RDWR))) \
            not_followed(#name); \
        int fd = real(folder, path, flags, mode); \
        if (fd >= 0 && fd < MOST_FDS) known[fd].kind = UNKNOWN; \
        return fd; \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    REAL("close", int, int);
    if (fd >= 0 && fd < MOST_FDS) known[fd].kind = UNKNOWN;
    return real(fd);
}

static int named(uint32_t kind, int outcome, const char *one, const char *two) {
    int code = errno;
    if (!outcome) tell_text(kind, 0, 0, one, two);
    errno = code;
    return outcome;
}

#define ONE_NAME(name, kind, parameters, call) \
    int name parameters { \
        REAL(#name, int, const char *, mode_t); \
        if (!is_inside(path)) return call; \
        if (path_fails(path)) return -1; \
        pthread_mutex_lock(&order); \
        int outcome = named(kind, call, path, 0), code = errno; \
        pthread_mutex_unlock(&order); \
        errno = code; \
        return outcome; \
    }
ONE_NAME(unlink, UNLINKED, (const char *path), real(path, 0))
ONE_NAME(rmdir, UNLINKED, (const char *path), real(path, 0))
ONE_NAME(mkdir, FOLDER_MADE, (const char *path, mode_t mode), real(path, mode))

#define TWO_NAMES(name, kind) \
    int name(const char *from, const char *to) { \
        REAL(#name, int, const char *, const char *); \
        if (!is_inside(from) && !is_inside(to)) return real(from, to); \
        if (path_fails(to)) return -1; \
        pthread_mutex_lock(&order); \
        int outcome = named(kind, real(from, to), from, to), code = errno; \
        pthread_mutex_unlock(&order); \
        errno = code; \
        return outcome; \
    }
TWO_NAMES(rename, RENAMED)
TWO_NAMES(link, LINKED)

// MARK: - Contents

static ssize_t written(int fd, uint64_t place, const struct iovec *parts, int count, ssize_t done) {
    int code = errno;
    if (done > 0) tell(WRITTEN, known[fd].handle, place, parts, count, (size_t)done);
    errno = code;
    return done;
}

static uint64_t here(int fd) {
    struct stat facts;
    if (fcntl(fd, F_GETFL) & O_APPEND) return fstat(fd, &facts) ? 0 : (uint64_t)facts.st_size;
    return (uint64_t)lseek(fd, 0, SEEK_CUR);
}

static void sent(const struct iovec *parts, int count) {
    pthread_mutex_lock(&order);
    tell(SENT, 0, 0, parts, count > 16 ? 16 : count, SENT_MOST);
    pthread_mutex_unlock(&order);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL("write", ssize_t, int, const void *, size_t);
    struct iovec part = {(void *)bytes, length};
    int kind = kind_of(fd);
    if (kind == SOCKET) sent(&part, 1);
    if (kind != FILE_IN) return real(fd, bytes, length);
    if (fails(fd)) return -1;
    pthread_mutex_lock(&order);
    uint64_t place = here(fd);
    ssize_t done = written(fd, place, &part, 1, real(fd, bytes, length));
    pthread_mutex_unlock(&order);
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL("writev", ssize_t, int, const struct iovec *, int);
    int kind = kind_of(fd);
    if (kind == SOCKET) sent(parts, count);
    if (kind != FILE_IN) return real(fd, parts, count);
    if (fails(fd)) return -1;
    pthread_mutex_lock(&order);
    uint64_t place = here(fd);
    ssize_t done = written(fd, place, parts, count, real(fd, parts, count));
    pthread_mutex_unlock(&order);
    return done;
}

#define PWRITE(name) \
    ssize_t name(int fd, const void *bytes, size_t length, off_t place) { \
        REAL(#name, ssize_t, int, const void *, size_t, off_t); \
        if (kind_of(fd) != FILE_IN) return real(fd, bytes, length, place); \
        if (fails(fd)) return -1; \
        struct iovec part = {(void *)bytes, length}; \
        pthread_mutex_lock(&order); \
        ssize_t done = written(fd, (uint64_t)place, &part, 1, real(fd, bytes, length, place)); \
        pthread_mutex_unlock(&order); \
        return done; \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define PWRITEV(name) \
    ssize_t name(int fd, const struct iovec *parts, int count, off_t place) { \
        REAL(#name, ssize_t, int, const struct iovec *, int, off_t); \
        if (kind_of(fd) != FILE_IN) return real(fd, parts, count, place); \
        if (fails(fd)) return -1; \
        pthread_mutex_lock(&order); \
        ssize_t done = written(fd, (uint64_t)place, parts, count, real(fd, parts, count, place)); \
        pthread_mutex_unlock(&order); \
        return done; \
    }
PWRITEV(pwritev)
PWRITEV(pwritev64)

#define TRUNCATE(name) \
    int name(int fd, off_t size) { \
        REAL(#name, int, int, off_t); \
        if (kind_of(fd) != FILE_IN) return real(fd, size); \
        if (fails(fd)) return -1; \
        pthread_mutex_lock(&order); \
        int outcome = real(fd, size), code = errno; \
        if (!outcome) tell(TRUNCATED, known[fd].handle, (uint64_t)size, 0, 0, 0); \
        pthread_mutex_unlock(&order); \
        errno = code; \
        return outcome; \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

// MARK: - Syncs

static int synced(int (*real)(int), int fd) {
    int kind = kind_of(fd);
    if (kind != FILE_IN && kind != FOLDER_IN) return real(fd);
    if (fails(fd)) return -1;
    pthread_mutex_lock(&order);
    uint64_t covered = lines, handle = known[fd].handle;
    pthread_mutex_unlock(&order);
    if (real(fd)) return -1;
    pthread_mutex_lock(&order);
    tell(kind == FILE_IN ? SYNCED : FOLDER_SYNCED, handle, covered, 0, 0, 0);
    pthread_mutex_unlock(&order);
    return 0;
}

int fsync(int fd) {
    REAL("fsync", int, int);
    return synced(real, fd);
}

int fdatasync(int fd) {
    REAL("fdatasync", int, int);
    return synced(real, fd);
}

// MARK: - Answers

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
    REAL("send", ssize_t, int, const void *, size_t, int);
    struct iovec part = {(void *)bytes, length};
    if (kind_of(fd) == SOCKET) sent(&part, 1);
    return real(fd, bytes, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    REAL("sendmsg", ssize_t, int, const struct msghdr *, int);
    if (kind_of(fd) == SOCKET) sent(message->msg_iov, (int)message->msg_iovlen);
    return real(fd, message, flags);
}

// MARK: - What is not followed

#define REFUSED(name, fd, parameters, types, call) \
    ssize_t name parameters { \
        REAL(#name, ssize_t, types); \
        if (kind_of(fd) == FILE_IN) not_followed(#name); \
        return call; \
    }
#define TYPES(...) __VA_ARGS__
REFUSED(sendfile, out, (int out, int in, off_t *at, size_t n), TYPES(int, int, off_t *, size_t), real(out, in, at, n))
REFUSED(sendfile64, out, (int out, int in, off_t *at, size_t n), TYPES(int, int, off_t *, size_t), real(out, in, at, n))
REFUSED(
    copy_file_range, out, (int in, off_t *from, int out, off_t *to, size_t n, unsigned flags),
    TYPES(int, off_t *, int, off_t *, size_t, unsigned), real(in, from, out, to, n, flags))

int fallocate(int fd, int mode, off_t place, off_t length) {
    REAL("fallocate", int, int, int, off_t, off_t);
    if (kind_of(fd) == FILE_IN) not_followed("fallocate");
    return real(fd, mode, place, length);
}

// MARK: - The clock

int clock_gettime(clockid_t clock, struct timespec *now) {
    int outcome = (int)syscall(SYS_clock_gettime, clock, now);
    int is_wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    if (!outcome && is_wall && control && control[0]) {
        int64_t nanoseconds = now->tv_sec * 1000000000LL + now->tv_nsec + control[0] * 1000;
        now->tv_sec = nanoseconds / 1000000000;
        now->tv_nsec = nanoseconds % 1000000000;
    }
    return outcome;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    *now = (struct timeval){exact.tv_sec, exact.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *kept) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (kept) *kept = exact.tv_sec;
    return exact.tv_sec;
}
